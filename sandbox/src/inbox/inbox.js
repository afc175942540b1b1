// Adds tickets as they arrive. Those that stand there stay as they are, opened or not.
const list = document.getElementById('tickets');

async function look() {
  const answer = await fetch('/', { cache: 'no-store' });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const card of [...list.children]) if (!page.getElementById(card.id)) card.remove();
  const fresh = [...page.getElementById('tickets').children].filter((card) => !document.getElementById(card.id));
  for (const card of fresh) card.classList.add('fresh');
  list.prepend(...fresh);
  const count = document.getElementById('count');
  const text = page.getElementById('count').textContent;
  // Said aloud by a screen reader, so only when there is something new to say.
  if (count.textContent !== text) count.textContent = text;
}

async function watch() {
  // A sandbox that restarts is back in a moment.
  if (!document.hidden) await look().catch(() => {});
  setTimeout(watch, 2000);
}
watch();
