// Puts forms on the page, as `page.html?forms=[{"proxy-url": "…"}, …]` asks: one element for each set of attributes.

import '/deskbell/index.js';

const forms = JSON.parse(new URLSearchParams(location.search).get('forms') ?? '[]');
const main = document.getElementById('main');
for (const attributes of forms) {
  const form = document.createElement('desk-bell');
  for (const [name, value] of Object.entries(attributes)) form.setAttribute(name, String(value));
  main?.append(form);
}
