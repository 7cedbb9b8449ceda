// The frame stays around it, and the title is that of the page that found nothing.
export { NotFoundPage as default } from "@/components/ui/not-found-page.tsx";
