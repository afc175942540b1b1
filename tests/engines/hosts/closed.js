// A whole page may be somebody's component. Scripts outside do not get in; the form is put here all the same.

const inner = document.getElementById('outer').attachShadow({ mode: 'closed' });
window.place = inner.appendChild(document.createElement('section'));
