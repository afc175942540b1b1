import type { DeskbellElement } from 'deskbell';
import type {} from 'deskbell/react';

const whenThere = (form: DeskbellElement) => {
  const gone = new AbortController();
  form.config = { draft: 'local' };
  form.addEventListener('deskbell-created', ({ detail }) => detail.ticketNumber.length, { signal: gone.signal });
  return () => gone.abort();
};
export const hydrated = <desk-bell proxy-url="https://support.example.com" ref={whenThere} />;

export const right = (
  <desk-bell
    proxy-url="https://support.example.com" mode="launcher" className="help" config={{ draft: 'off' }}
    ref={(form) => form?.open()} ondeskbell-created={(event) => event.detail.ticketNumber.length}
  />
);
// @ts-expect-error there is no such mode
export const mode = <desk-bell mode="popup" />;
// @ts-expect-error pending requests have no number
export const event = <desk-bell ondeskbell-pending={(event) => event.detail.ticketNumber} />;
