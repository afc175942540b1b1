// What the build puts beside these files.

declare module '*.css' {
  const text: string;
  export default text;
}

declare module '*/inline.js' {
  /** The module's bytes, one letter each. */
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
  export function mount(root: HTMLElement, host: HTMLElement, options: unknown, visitor: unknown): Mounted;
  export default function init(source: { module_or_path: BufferSource | Response | WebAssembly.Module }): Promise<unknown>;
}

interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
}
