// What the build puts beside these files.

declare module '*.css' {
  const text: string;
  export default text;
}

declare module '*/first.js' {
  /** The bytes of the module's first part, one letter each. */
  const letters: string;
  export default letters;
}

declare module '*/rest.js' {
  /** The bytes of what the first part leaves out. */
  const letters: string;
  export default letters;
}

declare module '*/languages.js' {
  /** By tag: what the launcher says and how it is closed, and where the rest is. English is not among them. */
  const languages: Record<string, [launcher: string, close: string, load: () => Promise<{ default: Record<string, string> }>]>;
  export default languages;
}

declare module '*/launchers.js' {
  /** Two letters for each language, with commas. */
  export const letters: string;
  /** What the button says in each, with `|` between them. */
  export const said: string;
}

declare module '*/deskbell_wasm.js' {
  export class Mounted {
    private constructor();
    free(): void;
    unmount(): void;
    reset(): void;
    /** `vouched`: the site says so, and the visitor cannot say otherwise. */
    prefill(values: unknown, vouched: boolean): void;
    submit(): Promise<any>;
    /** Moves the focus to the first field, or to what is there instead. */
    focus(): void;
    /** Keeps the draft now. */
    keep(): void;
    /** The page has been brought back as it was. */
    revive(): void;
    online(isOnline: boolean): void;
    /** Something was typed that has not been sent. */
    readonly unsent: boolean;
    readonly state: 'editing' | 'sending' | 'sent' | 'pending' | 'failed';
    readonly receipt: any;
    readonly values: any;
  }
  /** The module, with a memory of its own. */
  export interface Glue {
    /** Nothing where the first part has been asked for more than it has. @throws {Error} for mistakes in `options` */
    mount(root: HTMLElement, host: HTMLElement, options: unknown, visitor: unknown): Mounted | undefined;
    /** Asks a form that `mount` gave for something; likewise. */
    attempt(call: () => void): void;
    /** Takes the module; or its first part, and whom to tell when that has been asked for more than it has. */
    start(source: BufferSource | WebAssembly.Module, missed?: () => void): Promise<void>;
    /** Takes the rest. */
    complete(source: BufferSource): Promise<void>;
    /** What the browser would call back into the module waits for the rest from now on. */
    pause(): void;
  }
  export function make(): Glue;
}

interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
}
