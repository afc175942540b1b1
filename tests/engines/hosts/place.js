// Puts forms where a host wants them, as `?forms=[{"proxy-url": "…"}, …]` asks: one element for each set of attributes.
// They are kept in `forms`, for scripts to find them wherever that is.

import '/deskbell/index.js';

const wanted = JSON.parse(new URLSearchParams(location.search).get('forms') ?? '[]');
const place = window.place ?? document.querySelector('main');
window.forms = wanted.map((attributes) => {
  const form = document.createElement('desk-bell');
  for (const [name, value] of Object.entries(attributes)) {
    // An object as it is: on the page of an old library, JSON is no longer to be had.
    if (typeof value === 'object') form[name] = value;
    else form.setAttribute(name, String(value));
  }
  place.append(form);
  return form;
});
