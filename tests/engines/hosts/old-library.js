// What a library of 2008 does to a page that still carries it: it adds to what JavaScript has built in, so that `for … in`
// finds it everywhere, and replaces what browsers have long had with something that only nearly does the same.

(() => {
  const extend = (target, members) => {
    for (const name of Object.keys(members)) {
      Object.defineProperty(target, name, { value: members[name], enumerable: true, configurable: true, writable: true });
    }
  };
  const toArray = (list) => {
    const copy = [];
    for (let index = 0; list && index < list.length; index += 1) copy.push(list[index]);
    return copy;
  };

  extend(Object.prototype, { extend: function (other) { return Object.assign(this, other); }, isOld: true });
  extend(Array.prototype, {
    each: function (call) { for (let index = 0; index < this.length; index += 1) call(this[index], index); },
    first: function () { return this[0]; },
    last: function () { return this[this.length - 1]; },
    without: function (value) { return this.filter((one) => one !== value); },
    // Prototype.js 1.6: `JSON.stringify` calls it and writes what it gives as a string.
    toJSON: function () { return `[${toArray(this).map((one) => Object.toJSON(one)).join(', ')}]`; },
    // Prototype.js 1.6 as well: gives values, not an iterator.
    entries: function () { return toArray(this); },
  });
  extend(String.prototype, {
    trim: function () { return this.replace(/^ +/, '').replace(/ +$/, ''); },
    startsWith: function (start) { return this.indexOf(start) === 0; },
    endsWith: function (end) { return this.slice(-end.length) === end; },
    toJSON: function () { return `"${this}"`; },
  });
  extend(Date.prototype, { toJSON: function () { return `"${this.getTime()}"`; } });
  extend(Object, { toJSON: (value) => (typeof value === 'string' ? `"${value}"` : String(value)) });
  // No iterables, no mapping, no `this`: before 2015 there were none.
  extend(Array, { from: (list) => toArray(list) });
  extend(Function.prototype, {
    bind: function (context, ...given) {
      const call = this;
      return function (...more) { return call.apply(context, [...given, ...more]); };
    },
  });
  // Prototype.js gives elements methods that return the element, so that calls can be chained.
  extend(Element.prototype, {
    remove: function () { this.parentNode?.removeChild(this); return this; },
    hide: function () { this.style.display = 'none'; return this; },
    show: function () { this.style.display = ''; return this; },
    update: function (text) { this.textContent = text; return this; },
    select: function (selector) { return toArray(this.querySelectorAll(selector)); },
  });
  extend(Event.prototype, { stop: function () { this.preventDefault(); this.stopPropagation(); } });
})();
