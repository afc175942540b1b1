export default {
  mode: 'production',
  entry: './main.js',
  // Where a page requires Trusted Types, the addresses of scripts must be made by a policy.
  output: { trustedTypes: true },
};
