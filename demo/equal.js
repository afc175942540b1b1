// Whether two values of JSON say the same.

/** @param {unknown} one @param {unknown} other @returns {boolean} */
export function equal(one, other) {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other || Array.isArray(one) !== Array.isArray(other)) return false;
  const [ones, others] = [Object.entries(one), /** @type {Record<string, unknown>} */ (other)];
  return ones.length === Object.keys(others).length && ones.every(([key, value]) => key in others && equal(value, others[key]));
}
