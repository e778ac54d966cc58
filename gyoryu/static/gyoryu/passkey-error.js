// Says in words when a passkey did not work; django-allauth fires an event with what failed.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const problem = document.getElementById("passkey-error");
  if (problem) problem.hidden = false;
});
