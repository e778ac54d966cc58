// Shows an error message when a passkey fails; django-allauth fires an event with the cause.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const problem = document.getElementById("passkey-error");
  if (problem) problem.hidden = false;
});
