import apiKeys from '../../messages/nl/apiKeys.json';
import auth from '../../messages/nl/auth.json';
import common from '../../messages/nl/common.json';
import editor from '../../messages/nl/editor.json';
import home from '../../messages/nl/home.json';
import members from '../../messages/nl/members.json';
import nav from '../../messages/nl/nav.json';
import problems from '../../messages/nl/problems.json';
import providers from '../../messages/nl/providers.json';
import publish from '../../messages/nl/publish.json';
import runs from '../../messages/nl/runs.json';
import templates from '../../messages/nl/templates.json';
import tools from '../../messages/nl/tools.json';
import type { Messages } from './en';

/** All Dutch texts. A text that is missing here is a type error. */
export const nl: Messages = {
  apiKeys,
  auth,
  common,
  editor,
  home,
  members,
  nav,
  problems,
  providers,
  publish,
  runs,
  templates,
  tools,
};
