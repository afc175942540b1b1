// A dialog ends where the on-screen keyboard begins: no unit of CSS knows the keyboard.

/** @param {HTMLElement} dialog @returns {() => void} ends it */
export function followViewport(dialog) {
  const view = window.visualViewport;
  if (!view) return () => {};
  const { style } = dialog;
  const ended = new AbortController();
  const { signal } = ended;
  const fit = () => {
    // Who has zoomed in looks at a part of the dialog, which is none the smaller for it.
    const zoomed = view.scale > 1.01;
    style.setProperty('--view-height', `${view.height * view.scale}px`);
    style.setProperty('--view-top', `${zoomed ? 0 : view.offsetTop}px`);
    return zoomed;
  };
  fit();
  view.addEventListener('scroll', fit, { signal });
  view.addEventListener('resize', () => {
    const { activeElement } = /** @type {ShadowRoot} */ (dialog.getRootNode());
    if (!fit() && activeElement !== dialog) activeElement?.scrollIntoView({ block: 'nearest' });
  }, { signal });
  return () => ended.abort();
}
