// The app layout stays around it, and the title is that of the page that was not found.
export { NotFoundPage as default } from "@/components/ui/not-found-page.tsx";
