import { createElement } from 'react';
import { renderToString } from 'react-dom/server';

import { Help } from './help.jsx';

export const render = (props) => renderToString(createElement(Help, props));
