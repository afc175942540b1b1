// What the services have in common: a script of theirs, an object that it leaves on the page, a place to be seen in.

/** How long a script may take to be there, in milliseconds. */
const PATIENCE = 15_000;
/** Scripts by address, for all forms of the page. @type {Map<string, Promise<void>>} */
const scripts = new Map();

/**
 * @param {object} about
 * @param {(siteKey: string) => string} about.url address of the script, which calls what `onload` names once it is ready
 * @param {string} about.name of the object that it leaves on the page
 * @param {(service: any, siteKey: string, box: HTMLElement) => Promise<string>} about.token asks it for a token
 * @returns {(task: import('../challenger.js').Task) => import('../challenger.js').Solver}
 */
export function service({ url, name, token }) {
  return ({ host, siteKey = '' }) => {
    const load = () => loaded(url(siteKey));
    return {
      begin: load,
      async solution() {
        await load();
        const box = document.createElement('div');
        // At the end of the form, and in its dialog: what lies outside that cannot be reached.
        (host.shadowRoot?.querySelector('.place') ?? host).append(box);
        try {
          return await token(/** @type {any} */ (globalThis)[name], siteKey, box);
        } catch {
          // It does not believe in the visitor, or the visitor has closed it.
          throw Object.assign(new Error(`${name} gives no token`), { status: 503 });
        } finally {
          box.remove();
        }
      },
    };
  };
}

/** @param {string} url */
function loaded(url) {
  const known = scripts.get(url);
  if (known) return known;
  // Each has a name of its own to tell that it is ready.
  const loading = insert(url, `deskbellChallenge${scripts.size}`);
  scripts.set(url, loading);
  loading.catch(() => scripts.delete(url));
  return loading;
}

/** @param {string} url @param {string} ready @returns {Promise<void>} */
function insert(url, ready) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const fail = () => {
      script.remove();
      reject(new Error(`${url} cannot be loaded`));
    };
    const timer = setTimeout(fail, PATIENCE);
    Object.assign(globalThis, {
      [ready]() {
        clearTimeout(timer);
        resolve();
      },
    });
    script.onerror = fail;
    script.src = /** @type {string} */ (trusted(`${url}&onload=${ready}`));
    document.head.append(script);
  });
}

/** @type {any} */
let policy;

/** Pages with Trusted Types want to know who asks for a script. @param {string} url @returns {unknown} */
function trusted(url) {
  policy ??= /** @type {any} */ (globalThis).trustedTypes?.createPolicy('deskbell', { createScriptURL: (/** @type {string} */ text) => text });
  return policy ? policy.createScriptURL(url) : url;
}
