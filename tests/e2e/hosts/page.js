// Puts forms on the page, as `page.html?forms=[{"proxy-url": "…"}, …]` asks: one element for each set of attributes.

import '/deskbell/index.js';

// Behind `#` there is room for more than a server takes in an address.
const asked = new URLSearchParams(location.search || location.hash.slice(1));
const forms = JSON.parse(asked.get('forms') ?? '[]');
const main = document.getElementById('main');
for (const attributes of forms) {
  const form = document.createElement('desk-bell');
  for (const [name, value] of Object.entries(attributes)) form.setAttribute(name, String(value));
  main?.append(form);
}
