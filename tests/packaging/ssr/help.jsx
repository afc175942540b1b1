'use client';

import 'deskbell';
import { useState } from 'react';

/** Rendered by Node first, and then taken over by the browser. */
export function Help({ proxy, lang }) {
  const [number, setNumber] = useState('');
  return (
    <main>
      <desk-bell proxy-url={proxy} lang={lang} config={{ draft: 'off' }} ondeskbell-created={(event) => setNumber(event.detail.ticketNumber)} />
      <output>{number}</output>
    </main>
  );
}
