import { DeskbellElement, type DeskbellReceipt } from 'deskbell';
import { DeskbellElement as Same, type DeskbellConfig } from 'deskbell/element';
import english from 'deskbell/locales/en.json' with { type: 'json' };
import 'deskbell/loader';
import address from 'deskbell/deskbell.wasm';

const where: string = address;
const words: string = english.send;
const form: DeskbellElement | null = document.querySelector('desk-bell');
const made: Same = document.createElement('desk-bell');

made.proxyUrl = where;
made.config = { draft: 'local', fields: [{ name: 'subject', kind: 'text', help: words }] } satisfies DeskbellConfig;
made.config = '{}';
// @ts-expect-error there is no such place to keep drafts
made.config = { draft: 'forever' };
// @ts-expect-error it is to be read only
made.state = 'sent';

form?.addEventListener('deskbell-created', (event) => {
  const number: string = event.detail.ticketNumber;
  // @ts-expect-error receipts have no such member
  event.detail.number;
  return number;
});
form?.addEventListener('deskbell-submit', function (event) {
  event.detail.ticket.priority = 'High';
  return this.submit() satisfies Promise<DeskbellReceipt>;
});
form?.addEventListener('deskbell-error', ({ detail }) => detail.errors.map(({ field }) => field));
form?.addEventListener('click', (event) => event.clientX);
// @ts-expect-error a pending request has a reference only
document.addEventListener('deskbell-pending', (event) => event.detail.ticketNumber);
document.addEventListener('deskbell-pending', (event) => event.detail.reference.length);
// @ts-expect-error values go by name
form?.prefill('Ada');
