// `<desk-bell>` in the markup of Svelte 4 (`on:deskbell-created`) and 5 (`ondeskbell-created`):
//
//   import type {} from 'deskbell/svelte';
import type { HTMLAttributes } from 'svelte/elements';

import type { DeskbellAttributes, DeskbellHandlers } from './attributes.js';
import type { DeskbellElement } from './element.js';

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'desk-bell': Omit<HTMLAttributes<DeskbellElement>, keyof DeskbellAttributes> &
      DeskbellAttributes & DeskbellHandlers<'on'> & DeskbellHandlers<'on:'>;
  }
}
