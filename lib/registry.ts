import { accountsContract } from "./accounts/contract.ts";
import { assistantContract } from "./assistant/contract.ts";
import { operationContract } from "./operation/contract.ts";
import { practiceContract } from "./practice/contract.ts";
import { tasksContract } from "./tasks/contract.ts";
import { trackingContract } from "./tracking/contract.ts";

/** Every domain's endpoints: what the OpenAPI document, the typed client and the tests over all routes are made of. */
export const registry = {
  accounts: accountsContract,
  tracking: trackingContract,
  practice: practiceContract,
  tasks: tasksContract,
  assistant: assistantContract,
  operation: operationContract,
};
