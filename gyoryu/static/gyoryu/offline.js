// Lets agendas be read without a network once they were loaded.
"use strict";
if ("serviceWorker" in navigator) navigator.serviceWorker.register(document.currentScript.dataset.worker);
