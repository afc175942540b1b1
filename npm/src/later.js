// A promise that somebody else keeps or breaks.

/** @template T @returns {PromiseWithResolvers<T>} */
export function later() {
  /** @type {any} */
  const deferred = {};
  deferred.promise = new Promise((resolve, reject) => Object.assign(deferred, { resolve, reject }));
  // Whoever waits gets the reason; if nobody does, it is no news.
  deferred.promise.catch(() => {});
  return deferred;
}
