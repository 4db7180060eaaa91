// The page's policy lets nothing but Trusted Types become a script, its address or markup. This is the
// one place that makes them, by a rule for each page (start.js, start-single.js, start-figure.js, publish.js).

/** `rules` as a policy; where the browser knows no Trusted Types, the rules themselves. */
export const trusting = (name, rules) => globalThis.trustedTypes?.createPolicy(name, rules) ?? rules;

/** The elements in the body of a page's text, of no document yet; its scripts do not run. */
export const elements = (html) => [...new DOMParser().parseFromString(html, "text/html").body.childNodes];
