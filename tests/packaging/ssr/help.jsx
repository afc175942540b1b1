'use client';

import 'deskbell';
import { useCallback, useState } from 'react';

/** Rendered by Node first, and then taken over by the browser. */
export function Help({ proxy, lang }) {
  const [number, setNumber] = useState('');
  // React gives an element that came as HTML neither listeners nor objects, so it is done here.
  const form = useCallback((element) => {
    const created = (event) => setNumber(event.detail.ticketNumber);
    element.addEventListener('deskbell-created', created);
    return () => element.removeEventListener('deskbell-created', created);
  }, []);
  return (
    <main>
      <desk-bell proxy-url={proxy} lang={lang} ref={form} />
      <output>{number}</output>
    </main>
  );
}
