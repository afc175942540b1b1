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

declare module '*/deskbell_wasm.js' {
  export class Mounted {
    private constructor();
    free(): void;
    unmount(): void;
    reset(): void;
    prefill(values: unknown): void;
    submit(): Promise<any>;
    readonly state: 'editing' | 'sending' | 'sent' | 'pending' | 'failed';
    readonly receipt: any;
    readonly values: any;
  }
  export function mount(root: HTMLElement, host: HTMLElement, options: unknown): Mounted;
  export default function init(source: { module_or_path: BufferSource | Response }): Promise<unknown>;
}

interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
}
