import type { DeskbellConfig, DeskbellEventMap } from './element.js';

/** The attributes of `<desk-bell>`, and `config`, which frameworks set as the property that it is. */
export interface DeskbellAttributes {
  /** Base URL of the proxy. Required. */
  'proxy-url'?: string;
  /** The Zoho department, digits. Default: that of the proxy's form description. */
  'department-id'?: string;
  /** `inline`: the form stands in the page. `launcher`: a button opens it in a dialog. */
  mode?: 'inline' | 'launcher';
  /** BCP 47 tag. Default: that of the place the element stands in. */
  lang?: string;
  theme?: 'auto' | 'light' | 'dark';
  /** The corner of the floating button, in the direction of the form's language. */
  position?: 'end' | 'start';
  /** Selector of elements of the page that open the dialog. */
  opener?: string;
  /** Where to send a visitor whose browser cannot run the form. */
  'fallback-href'?: string;
  /** A signed token by which the site vouches for the visitor. */
  identity?: string;
  /** When the form is loaded. Default: `visible` for a form in the page, `interaction` for a launcher. */
  load?: 'eager' | 'idle' | 'visible' | 'interaction';
  /** Where the site has `deskbell_bg.wasm`. Default: the module comes as a script. */
  'wasm-url'?: string;
  /** CSP nonce, only needed by browsers without constructable stylesheets. */
  nonce?: string;
  config?: DeskbellConfig | string;
}

/** Handlers of its events, by the name each has with a prefix: `ondeskbell-created`. */
export type DeskbellHandlers<Prefix extends string> = {
  [Name in keyof DeskbellEventMap as `${Prefix}${Name}`]?: (event: DeskbellEventMap[Name]) => void;
};
