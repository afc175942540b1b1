// Loaded before everything else: keeps what a developer would find in the console, and what broke the page's policy.
// Frames keep theirs with the page.

(() => {
  const complaints = (top.complaints ??= []);
  const complain = (what) => complaints.push(String(what).replaceAll('\n', ' '));
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
    // Browsers look for an icon by themselves.
    if (!blockedURI.endsWith('/favicon.ico')) complain(`policy: ${effectiveDirective} ${blockedURI} ${sample}`);
  });
  addEventListener('error', ({ message, filename, lineno }) => complain(`error: ${message} (${filename}:${lineno})`));
  addEventListener('unhandledrejection', ({ reason }) => complain(`rejection: ${reason}`));
  for (const level of ['error', 'warn']) {
    const said = console[level];
    console[level] = (...words) => {
      complain(`${level}: ${words.map(String).join(' ')}`);
      said.apply(console, words);
    };
  }

  /** While `hurry` is set, what would take seconds takes as many hundredths: nobody wants to wait for a time-out. */
  const later = window.setTimeout;
  window.setTimeout = (call, wait, ...given) => later.call(window, call, window.hurry ? wait / 100 : wait, ...given);
})();
