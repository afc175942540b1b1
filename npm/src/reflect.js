// Properties that stand for attributes, as those of HTML's own elements do.

/**
 * @param {CustomElementConstructor} type
 * @param {ReadonlyArray<readonly [attribute: string, property: string]>} pairs
 */
export function reflect(type, pairs) {
  for (const [attribute, property] of pairs) {
    Object.defineProperty(type.prototype, property, {
      configurable: true,
      enumerable: true,
      /** @this {HTMLElement} */
      get() {
        return this.getAttribute(attribute);
      },
      /** @this {HTMLElement} @param {unknown} value */
      set(value) {
        if (value === null || value === undefined) this.removeAttribute(attribute);
        else this.setAttribute(attribute, String(value));
      },
    });
  }
}
