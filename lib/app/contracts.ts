import { accountsContract } from "@/lib/accounts/contract.ts";
import { assistantContract } from "@/lib/assistant/contract.ts";
import { operationContract } from "@/lib/operation/contract.ts";
import { practiceContract } from "@/lib/practice/contract.ts";
import { tasksContract } from "@/lib/tasks/contract.ts";
import { trackingContract } from "@/lib/tracking/contract.ts";

/** Every domain's endpoints, for the OpenAPI document, the typed client and the tests over all routes. */
export const contracts = {
  accounts: accountsContract,
  tracking: trackingContract,
  practice: practiceContract,
  tasks: tasksContract,
  assistant: assistantContract,
  operation: operationContract,
};
