/**
 * The function key and the name that go with each call. They are kept for this tab only, and never
 * in a URL.
 */
const KEY = 'functionKey';
const NAME = 'operator';

const listeners = new Set();

export const session = {
  get key() {
    return sessionStorage.getItem(KEY) ?? '';
  },

  get name() {
    return sessionStorage.getItem(NAME) ?? '';
  },

  signIn(key, name) {
    keep(KEY, key);
    keep(NAME, name);
  },

  signOut() {
    sessionStorage.removeItem(KEY);
    sessionStorage.removeItem(NAME);
  },

  /** Tells all that listen that the API no longer takes what is kept here. */
  refused() {
    listeners.forEach((listener) => listener());
  },

  onRefused(listener) {
    listeners.add(listener);
  },
};

function keep(name, value) {
  if (value) {
    sessionStorage.setItem(name, value);
  } else {
    sessionStorage.removeItem(name);
  }
}
