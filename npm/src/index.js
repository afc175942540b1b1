// Defines <desk-bell>. Importing it twice, or under Node, does nothing.
import { DeskbellElement } from './element.js';

if (globalThis.customElements && !customElements.get('desk-bell')) customElements.define('desk-bell', DeskbellElement);

export { DeskbellElement };
