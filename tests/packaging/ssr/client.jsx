import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';

import { Help } from './help.jsx';

const props = Object.fromEntries(new URLSearchParams(location.search));
hydrateRoot(document.querySelector('#root'), createElement(Help, props));
