// Gives the script tag, which runs after this, the attributes that `?forms=[{"proxy-url": "…"}]` asks for, and keeps the
// element that it makes in `forms`.

const [attributes] = JSON.parse(new URLSearchParams(location.search).get('forms') ?? '[]');
for (const [name, value] of Object.entries(attributes)) document.getElementById('tag').setAttribute(`data-${name}`, String(value));
window.forms = document.getElementsByTagName('desk-bell');
