import type {} from 'deskbell/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';

type Props = SvelteHTMLElements['desk-bell'];

export const right: Props = {
  'proxy-url': 'https://support.example.com', position: 'start', class: 'help', 'ondeskbell-created': (event) => event.detail.ticketNumber.length,
};
export const old: Props = { 'on:deskbell-created': (event) => event.detail.ticketNumber.length };
// @ts-expect-error there is no such corner
export const position: Props = { position: 'top' };
// @ts-expect-error pending requests have no number
export const event: Props = { 'ondeskbell-pending': (event) => event.detail.ticketNumber };
