// The page behind a dialog stands still.

/** Dialogs that are open, and what the page had set before the first of them. */
let dialogs = 0;
/** @type {[name: string, value: string, priority: string][]} */
let before = [];

/** @returns {() => void} lets the page scroll again; to be called once */
export function stopScrolling() {
  const page = document.documentElement;
  const { style } = page;
  if (!dialogs++) {
    const rules = [['overflow-x', 'hidden'], ['overflow-y', 'hidden']];
    // The place of a scroll bar stays empty, or the page would move sideways.
    if (innerWidth > page.clientWidth) rules.push(['scrollbar-gutter', 'stable']);
    before = rules.map(([name]) => [name, style.getPropertyValue(name), style.getPropertyPriority(name)]);
    for (const [name, value] of rules) style.setProperty(name, value, 'important');
  }
  return () => {
    if (!--dialogs) for (const rule of before) style.setProperty(...rule);
  };
}
