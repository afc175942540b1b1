// With the module as a file.
import 'deskbell';
import wasm from 'deskbell/deskbell.wasm?url';

document.querySelector('desk-bell').wasmUrl = wasm;
