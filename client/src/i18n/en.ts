import apiKeys from '../../messages/en/apiKeys.json';
import auth from '../../messages/en/auth.json';
import common from '../../messages/en/common.json';
import editor from '../../messages/en/editor.json';
import home from '../../messages/en/home.json';
import members from '../../messages/en/members.json';
import nav from '../../messages/en/nav.json';
import problems from '../../messages/en/problems.json';
import providers from '../../messages/en/providers.json';
import publish from '../../messages/en/publish.json';
import runs from '../../messages/en/runs.json';
import templates from '../../messages/en/templates.json';
import tools from '../../messages/en/tools.json';

/** All English texts, one file for each part of the product. English decides which texts exist. */
export const en = {
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

export type Messages = typeof en;
