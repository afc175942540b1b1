// The three engines: how each is started, and what it cannot do.

const { DESKBELL_CHROMIUM, DESKBELL_CHROMEDRIVER, DESKBELL_FIREFOX, DESKBELL_GECKODRIVER, DESKBELL_WEBKITDRIVER } = process.env;

/** What scenarios may need and not every engine has; each with a script that tells. */
export const ABILITIES = {
  /** Moving an element in one step, without taking it out of the page. */
  moveBefore: () => 'moveBefore' in Element.prototype,
  /** Buttons that say what they do to which element. */
  commands: () => 'commandForElement' in HTMLButtonElement.prototype,
};

/**
 * `driver` is the program that speaks WebDriver, without its port. `display`: it has no headless mode and needs a screen.
 * `pointsFromWindow`: in a frame, places to point at are counted from the window's corner, against the standard.
 * `cannot`: the abilities it lacks, and why. The scenarios that need them are listed at the end.
 */
export const ENGINES = {
  chromium: {
    title: 'Chromium',
    driver: [DESKBELL_CHROMEDRIVER ?? 'chromedriver'],
    pointsFromWindow: true,
    capabilities: {
      browserName: 'chrome',
      'goog:chromeOptions': {
        binary: DESKBELL_CHROMIUM ?? '/usr/bin/chromium',
        args: [
          '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
          '--disable-background-networking', '--disable-component-update', '--disable-sync', '--window-size=1024,900',
        ],
      },
    },
    cannot: {},
  },
  firefox: {
    title: 'Firefox ESR',
    driver: [DESKBELL_GECKODRIVER ?? 'geckodriver'],
    capabilities: {
      browserName: 'firefox',
      'moz:firefoxOptions': {
        binary: DESKBELL_FIREFOX ?? '/usr/bin/firefox-esr',
        args: ['-headless', '-width=1024', '-height=900'],
      },
    },
    cannot: {},
  },
  webkit: {
    title: 'WebKitGTK',
    driver: [DESKBELL_WEBKITDRIVER ?? 'WebKitWebDriver'],
    display: true,
    pointsFromWindow: true,
    // The driver brings its own browser, MiniBrowser.
    capabilities: { browserName: 'MiniBrowser' },
    cannot: {
      moveBefore: 'WebKitGTK 2.50 has no `moveBefore`',
      commands: 'WebKitGTK 2.50 does not know `commandfor`',
    },
  },
};
