// `<desk-bell>` in the templates of Vue 3:
//
//   import type {} from 'deskbell/vue';
import type { AllowedComponentProps, HTMLAttributes, VNodeProps } from 'vue';

import type { DeskbellAttributes } from './attributes.js';
import type { DeskbellElement, DeskbellEventMap } from './element.js';

/** `@deskbell-created` is the prop `onDeskbellCreated`. */
type Handlers = {
  [Name in keyof DeskbellEventMap as Name extends `deskbell-${infer Word}` ? `onDeskbell${Capitalize<Word>}` : never]?: (
    event: DeskbellEventMap[Name],
  ) => void;
};

type Props = Omit<HTMLAttributes, keyof DeskbellAttributes> & DeskbellAttributes & Handlers & VNodeProps & AllowedComponentProps;

declare module 'vue' {
  interface GlobalComponents {
    'desk-bell': new () => DeskbellElement & { $props: Props };
  }
}
