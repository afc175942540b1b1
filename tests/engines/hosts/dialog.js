// The form stands in a dialog that the page has opened itself.

const dialog = document.querySelector('dialog');
dialog.showModal();
window.place = dialog;
