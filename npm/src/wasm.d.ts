/** The address of the module, where a bundler gives that for a `.wasm` file. */
declare const url: string;
export default url;
