export type { DeskbellAttributes, DeskbellHandlers } from './attributes.js';

/** How far the request has come. */
export type DeskbellState = 'editing' | 'sending' | 'sent' | 'pending' | 'failed';

/** The visitor's proof; ids are strings. */
export interface DeskbellReceipt {
  ticketNumber: string;
  id: string | null;
  webUrl: string | null;
}

/** A value that is wrong: `code` and `params` as the rules have them. */
export interface DeskbellFieldError {
  field: string;
  code: string;
  params: Record<string, unknown>;
}

/** `detail` of `deskbell-error`, and what `submit()` rejects with, as an `Error`. */
export interface DeskbellProblem {
  code: string;
  /** HTTP status; 0 where there was no answer. */
  status: number;
  message: string;
  errors: DeskbellFieldError[];
}

/** One field of the form. */
export interface DeskbellField {
  /** An attribute of a Zoho ticket, `contact.firstName`, `contact.lastName`, or `cf.<api name>`. */
  name: string;
  label?: string;
  help?: string;
  placeholder?: string;
  kind?:
    | 'text' | 'email' | 'phone' | 'url' | 'textarea' | 'number' | 'decimal' | 'currency' | 'percent'
    | 'boolean' | 'date' | 'datetime' | 'picklist' | 'multiselect';
  required?: boolean;
  /** What to choose from. The label is what the visitor reads; by default that is the value. */
  options?: (string | { value: string; label?: string })[];
  /** Choices that follow from another field: for each of its values those that are left. */
  dependsOn?: { field: string; values: Record<string, string[]> };
  /** Asked for only while another field has one of these values. */
  showWhen?: { field: string; is: (string | boolean)[] };
  /** Of the options several may be chosen. */
  multiple?: boolean;
  /** HTML's `autocomplete`; names, addresses and numbers of the visitor have their own. */
  autocomplete?: string;
}

/** Within the limits of the proxy. */
export interface DeskbellAttachments {
  enabled?: boolean;
  maxFiles?: number;
  /** Of one file. */
  maxBytes?: number;
  /** As in HTML: `image/*`, `application/pdf`, `.log`. */
  accept?: string[];
}

/** `config`; the attributes of the element go before the keys of the same meaning. */
export interface DeskbellConfig {
  proxyUrl?: string;
  departmentId?: string;
  /** `inline`: the form stands in the page. `launcher`: a button opens it in a dialog. Default: `inline`. */
  mode?: 'inline' | 'launcher';
  /** The corner of the floating button, in the direction of the form's language. Default: `end`. */
  position?: 'end' | 'start';
  /** Selector of elements of the page that open the dialog, in place of the floating button. */
  opener?: string;
  lang?: string;
  theme?: 'auto' | 'light' | 'dark';
  fallbackHref?: string;
  /**
   * When the form is loaded: at once, when the browser is idle, when it comes near the window, or when somebody comes near
   * it. Default: `visible` for a form in the page, `interaction` for a launcher.
   */
  load?: 'eager' | 'idle' | 'visible' | 'interaction';
  /** Where the site has `deskbell_bg.wasm`, to be compiled while it is loaded. Default: it comes as a script. */
  wasmUrl?: string;
  /** Where the browser keeps what was typed and not sent: for the tab (default), for seven days, or nowhere. */
  draft?: 'session' | 'local' | 'off';
  attachments?: DeskbellAttachments;
  /** What to ask for, in order. Default: as the proxy's form description has it. */
  fields?: DeskbellField[];
  /** Presets of fields, and attributes that are sent along unseen, by attribute name. */
  values?: Record<string, unknown>;
  /** Texts in place of the built-in ones, by key. */
  messages?: Record<string, string>;
}

/** `<desk-bell proxy-url="…">`: a support form for Zoho Desk. */
export class DeskbellElement extends HTMLElement {
  /** Where the WebAssembly module comes from. */
  static load: (wasmUrl?: unknown) => Promise<unknown>;

  /** Base URL of the proxy. Required. */
  proxyUrl: string | null;
  /** The Zoho department, digits. Default: that of the proxy's form description. */
  departmentId: string | null;
  /** `inline` or `launcher`. */
  mode: string | null;
  /** `auto`, `light` or `dark`. */
  theme: string | null;
  /** `end` or `start`. */
  position: string | null;
  /** Selector of elements of the page that open the dialog. */
  opener: string | null;
  /** Where to send a visitor whose browser cannot run the form. Default: `{proxy-url}/contact`. */
  fallbackHref: string | null;
  identity: string | null;
  /** `eager`, `idle`, `visible` or `interaction`. */
  load: string | null;
  /** Where the site has `deskbell_bg.wasm`. */
  wasmUrl: string | null;
  /** An object, or JSON. */
  config: DeskbellConfig | string | undefined;

  readonly state: DeskbellState;
  readonly receipt: DeskbellReceipt | null;

  /** Opens the dialog; scrolls to a form that stands in the page, and moves the focus there. Closing returns it to `by`. */
  open(by?: HTMLElement): void;
  /** Closes the dialog. What was typed stays. */
  close(): void;
  /** Back to an empty form. */
  reset(): void;
  /** Fills in values by attribute name, as soon as the form is there. */
  prefill(values: Record<string, unknown>): void;
  /** Sends the form as its button does. Rejects with a `DeskbellProblem` where it was not sent. */
  submit(): Promise<DeskbellReceipt>;

  addEventListener<K extends keyof DeskbellEventMap>(
    type: K, listener: (this: DeskbellElement, event: DeskbellEventMap[K]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K, listener: (this: DeskbellElement, event: HTMLElementEventMap[K]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof DeskbellEventMap>(
    type: K, listener: (this: DeskbellElement, event: DeskbellEventMap[K]) => void, options?: boolean | EventListenerOptions): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(
    type: K, listener: (this: DeskbellElement, event: HTMLElementEventMap[K]) => void, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

export interface DeskbellEventMap {
  'deskbell-ready': CustomEvent<null>;
  'deskbell-open': CustomEvent<null>;
  'deskbell-close': CustomEvent<null>;
  'deskbell-input': CustomEvent<{ name: string }>;
  /** Cancelable; `detail.ticket` may be changed or replaced. */
  'deskbell-submit': CustomEvent<{ ticket: Record<string, unknown> }>;
  'deskbell-created': CustomEvent<DeskbellReceipt>;
  'deskbell-pending': CustomEvent<{ reference: string }>;
  'deskbell-error': CustomEvent<DeskbellProblem>;
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-bell': DeskbellElement;
  }
  // They bubble, and leave shadow roots.
  interface HTMLElementEventMap extends DeskbellEventMap {}
  interface DocumentEventMap extends DeskbellEventMap {}
}
