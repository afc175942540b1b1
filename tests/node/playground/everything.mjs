// Each setting of the playground, with what is hard to write down.

const NASTY = `“Ünïcödé” 'single' "double" </script><!-- <b>&amp;</b> \\ \` \${x} {y} # = % + ; 🛎️\u2028 end`;

/** @type {import('../../../demo/settings.js').Settings} */
export const EVERYTHING = {
  mode: 'launcher',
  position: 'start',
  theme: 'dark',
  lang: 'zh-Hant',
  draft: 'local',
  load: 'idle',
  width: 'column',
  fields: [
    { name: 'email', label: NASTY, help: NASTY, placeholder: NASTY, required: false, autocomplete: 'off' },
    { name: 'category', options: ['Hard & soft', NASTY, { value: `2 ${NASTY}`, label: 'a\nb' }], required: true },
    { name: 'subCategory', dependsOn: { field: 'category', values: { [NASTY]: [NASTY], 'Hard & soft': [] } } },
    { name: 'cf.cf_call', kind: 'boolean', showWhen: { field: 'category', is: ['Hard & soft', NASTY] } },
    { name: 'cf.cf_many', kind: 'multiselect', multiple: true, options: ['1', '2'] },
  ],
  attachments: { enabled: true, maxFiles: 2, maxBytes: 1048576, accept: ['image/*', '.pdf'] },
  messages: { heading: NASTY, 'receipt.note': 'a\nb\tc' },
  tokens: {
    accent: '#ff8800', 'accent-ink': '#000000', radius: '4px', 'max-width': '640.5px', shadow: '0 1px 3px #0003',
    font: '"Segoe UI", Roboto, sans-serif',
  },
  proxyUrl: 'https://support.example.com/help',
  bundle: 'https://cdn.example/deskbell/2.0/',
  departmentId: '1892000000006907',
  fallbackHref: '/contact?from=form&x=1',
};
