// What a server does for each request: `node render.mjs '?proxy=…&lang=…'` prints the HTML of the app.
import { render } from './server/server.js';

process.stdout.write(render(Object.fromEntries(new URLSearchParams(process.argv[2]))));
