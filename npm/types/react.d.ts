// `<desk-bell>` in the JSX of React 19, which hands objects to properties and listens to any event:
//
//   import type {} from 'deskbell/react';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

import type { DeskbellAttributes, DeskbellHandlers } from './attributes.js';
import type { DeskbellElement } from './element.js';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'desk-bell': Omit<DetailedHTMLProps<HTMLAttributes<DeskbellElement>, DeskbellElement>, keyof DeskbellAttributes> &
        DeskbellAttributes & DeskbellHandlers<'on'>;
    }
  }
}
