package dev.moat.localazure.host.worker;

/**
 * The parent of the app's class loader: the JDK, and of the host's side only what is visible in the
 * real worker too, the Functions library and Gson 2.9.0 (the rest of that worker's jar is
 * relocated). Nothing else of this process can be seen from the app.
 */
final class WorkerTypesOnly extends ClassLoader {

  private final ClassLoader host;

  WorkerTypesOnly(ClassLoader host) {
    super("worker", ClassLoader.getPlatformClassLoader());
    this.host = host;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (name.startsWith("com.microsoft.azure.functions.") || name.startsWith("com.google.gson.")) {
      return host.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }
}
