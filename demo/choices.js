// Choices of a field as a site owner types them, line by line, and as the form takes them.

/** @typedef {import('./settings.js').Option} Option */

/** `Account = My account`: what is sent, and what is read. @param {(string | Option)[]} options */
export function printOptions(options) {
  return options.map((option) => (typeof option === 'string' ? option : `${option.value} = ${option.label}`)).join('\n');
}

/** @param {string} text @returns {(string | Option)[]} */
export function parseOptions(text) {
  return lines(text).map((line) => {
    const [, value, label] = /^(.*?)\s+=\s+(.+)$/.exec(line) ?? [];
    return value ? { value, label } : line;
  });
}

/** `Hardware: Printer, Screen`. @param {Record<string, string[]>} values */
export function printDependency(values) {
  return Object.entries(values).map(([parent, children]) => `${parent}: ${printList(children)}`).join('\n');
}

/** @param {string} text @returns {Record<string, string[]>} */
export function parseDependency(text) {
  return Object.fromEntries(lines(text).map((line) => {
    const [, parent, children] = /^(.*?)\s*:\s*(.*)$/.exec(line) ?? [undefined, line, ''];
    return [parent, parseList(children)];
  }));
}

/** @param {string[]} values */
export const printList = (values) => values.join(', ');

/** @param {string} text */
export const parseList = (text) => text.split(',').map((value) => value.trim()).filter(Boolean);

/** @param {string} text */
const lines = (text) => text.split('\n').map((line) => line.trim()).filter(Boolean);
