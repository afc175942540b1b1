// What scripts in the page have at hand.

/**
 * The tools, given to each script as its first argument. Goes to the page as text, so it uses nothing from outside
 * itself; and pages may have bent what JavaScript has built in, so it uses little of that.
 *
 * The hosts keep their forms in `forms`, where scripts find them in closed shadow roots too.
 *
 * `find` takes `{ form, role, name }` or `{ form, text }` or `{ form, part }`: what a visitor would look for, and the
 * part for what has no name. `role` is that of ARIA, or `field` for whatever has a label.
 */
export function toolkit() {
  const SELECTORS = {
    field: 'input, textarea, select',
    button: 'button, [role=button]',
    link: 'a[href]',
    heading: 'h1, h2, h3, h4',
    group: '[role=group], fieldset',
  };
  const squeezed = (text) => (text ?? '').replace(/\s+/g, ' ').replace(/^ | $/g, '');
  const textOf = (node) => squeezed(node?.textContent);
  const rootOf = (form) => window.forms[form ?? 0].shadowRoot;
  const isSeen = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible';

  /** The texts of the elements that `attribute` of `element` names. */
  function textsOf(element, attribute) {
    let texts = '';
    for (const id of (element.getAttribute(attribute) ?? '').split(' ')) {
      const named = id && element.getRootNode().getElementById(id);
      if (named) texts += ` ${textOf(named)}`;
    }
    return squeezed(texts);
  }

  function nameOf(element) {
    const labelled = textsOf(element, 'aria-labelledby') || squeezed(element.getAttribute('aria-label'));
    return labelled || textOf(element.labels?.[0] ?? element);
  }

  /** The innermost of `elements` that are seen and fit. */
  function innermost(elements, fits) {
    let found = null;
    for (const element of elements) {
      if (isSeen(element) && fits(element) && (!found || found.contains(element))) found = element;
    }
    return found;
  }

  function find({ form, role, name, text, part }) {
    const root = rootOf(form);
    if (!root) return null;
    if (part) return innermost(root.querySelectorAll(`[part~="${part}"]`), () => true);
    if (role) return innermost(root.querySelectorAll(SELECTORS[role]), (element) => name === undefined || nameOf(element) === name);
    const pattern = new RegExp(text);
    return innermost(root.querySelectorAll('*'), (element) => element.localName !== 'style' && pattern.test(textOf(element)));
  }

  /** What has the focus, through every shadow root. */
  function focused(form) {
    const root = form === undefined ? document : rootOf(form);
    let at = root.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at;
  }

  const frame = () => new Promise((painted) => requestAnimationFrame(painted));

  /** How far this frame is from the corner of the window. */
  function offset() {
    const sum = { x: 0, y: 0 };
    for (let inside = window; inside !== top; inside = inside.parent) {
      const { x, y } = inside.frameElement.getBoundingClientRect();
      sum.x += x;
      sum.y += y;
    }
    return sum;
  }

  /**
   * Where to point to hit `element`, once it stands still and nothing lies over it, as "x y"; null until then. In a frame,
   * drivers count from its own corner, as the standard has it, or from that of the window. It is text because WebKitGTK's
   * driver cannot pass objects on where a page has bent their prototype.
   */
  async function aim(element, fromWindow) {
    if (!element) return null;
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const before = element.getBoundingClientRect();
    await frame();
    await frame();
    const { x, y, width, height } = element.getBoundingClientRect();
    if (x !== before.x || y !== before.y) return null;
    const middle = { x: x + width / 2, y: y + height / 2 };
    const hit = element.getRootNode().elementFromPoint(middle.x, middle.y);
    if (!hit || !(element.contains(hit) || hit.closest('label')?.control === element)) return null;
    const from = fromWindow ? offset() : { x: 0, y: 0 };
    return `${Math.round(middle.x + from.x)} ${Math.round(middle.y + from.y)}`;
  }

  return { find, focused, nameOf, textOf, textsOf, rootOf, isSeen, aim, frame };
}
