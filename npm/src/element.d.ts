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
  options?: string[];
  autocomplete?: string;
}

/** `config`; the attributes of the element go before the keys of the same meaning. */
export interface DeskbellConfig {
  proxyUrl?: string;
  departmentId?: string;
  lang?: string;
  theme?: 'auto' | 'light' | 'dark';
  fallbackHref?: string;
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
  static load: () => Promise<unknown>;

  /** Base URL of the proxy. Required. */
  proxyUrl: string | null;
  /** The Zoho department, digits. Default: that of the proxy's form description. */
  departmentId: string | null;
  mode: string | null;
  /** `auto`, `light` or `dark`. */
  theme: string | null;
  position: string | null;
  /** Where to send a visitor whose browser cannot run the form. Default: `{proxy-url}/contact`. */
  fallbackHref: string | null;
  identity: string | null;
  /** An object, or JSON. */
  config: DeskbellConfig | string | undefined;

  readonly state: DeskbellState;
  readonly receipt: DeskbellReceipt | null;

  open(): void;
  close(): void;
  /** Back to an empty form. */
  reset(): void;
  /** Fills in values by attribute name, as soon as the form is there. */
  prefill(values: Record<string, unknown>): void;
  /** Sends the form as its button does. Rejects with a `DeskbellProblem` where it was not sent. */
  submit(): Promise<DeskbellReceipt>;
}

export interface DeskbellEventMap {
  'deskbell-ready': CustomEvent<null>;
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
  interface HTMLElementEventMap extends DeskbellEventMap {}
}
