/** Importing `deskbell` defines `<desk-bell>`. */
export * from './element.js';
