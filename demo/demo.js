// The demo page: shows the element that customers embed, and lets it be looked at in both themes.
import { DeskbellElement } from '/deskbell/element.js';

const asked = new URLSearchParams(location.search);
const form = document.querySelector('desk-bell');

// `?proxy=` and `?inbox=` point the page at servers on other ports.
const proxy = asked.get('proxy');
if (proxy) {
  form.setAttribute('proxy-url', proxy);
  document.querySelector('#proxy').textContent = proxy;
}
if (asked.has('inbox')) document.querySelector('#inbox').href = asked.get('inbox');

// Trunk takes its links out of the page and starts the module itself; the element is to use that one.
if (!document.querySelector('link[data-trunk]')) {
  DeskbellElement.load = () => new Promise((resolve) => {
    if (window.wasmBindings) resolve(window.wasmBindings);
    else addEventListener('TrunkApplicationStarted', () => resolve(window.wasmBindings), { once: true });
  });
}
customElements.define('desk-bell', DeskbellElement);

for (const choice of document.querySelectorAll('input[name=theme]')) {
  choice.addEventListener('change', () => {
    document.documentElement.dataset.theme = choice.value;
    form.setAttribute('theme', choice.value);
  });
}

const copy = document.querySelector('#copy');
copy.addEventListener('click', async () => {
  const snippet = document.querySelector('#snippet');
  try {
    await navigator.clipboard.writeText(snippet.textContent);
    copy.textContent = 'Copied';
    setTimeout(() => (copy.textContent = 'Copy'), 2000);
  } catch {
    getSelection().selectAllChildren(snippet);
  }
});
