// The form stands in a frame of the same origin.

document.querySelector('iframe').src = `page.html${location.search}`;
