import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The quote service of RPL-2026-0121. A request runs on a pool of four threads and gives its two parts to the same pool,
 * then waits for them. Four requests at once hold all threads, and their parts are never begun. With "fixed" the parts
 * have a pool of their own.
 */
public final class Main {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ExecutorService requests = pool("quote-worker");
    private final ExecutorService parts;
    private final String deploy;

    private Main(boolean fixed, String deploy) {
        this.deploy = deploy;
        parts = fixed ? pool("quote-part") : requests;
    }

    private static ExecutorService pool(String name) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(4, work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    public static void main(String[] args) throws Exception {
        Main service = new Main(args[1].equals("fixed"), args[2]);
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 64);
        server.setExecutor(service.requests);
        server.createContext("/", service::handle);
        server.start();
        while (System.in.read() >= 0) {
            // the end of standard input ends the process
        }
        System.exit(0);
    }

    private void handle(HttpExchange exchange) throws java.io.IOException {
        String request = exchange.getRequestHeaders().getFirst("X-Request-Id");
        String trace = exchange.getRequestHeaders().getFirst("Traceparent").split("-")[1];
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        thread.setName(name + " " + request); // so that a thread dump names the request
        try {
            log("began", request, trace);
            Future<Integer> price = parts.submit(() -> part(100));
            Future<Integer> tax = parts.submit(() -> part(19));
            byte[] body = Integer.toString(price.get() + tax.get()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            log("answered", request, trace);
        } catch (Exception e) {
            log("failed " + e.getClass().getSimpleName(), request, trace);
        } finally {
            exchange.close();
            thread.setName(name);
        }
    }

    private static int part(int value) throws InterruptedException {
        Thread.sleep(10);
        return value;
    }

    private void log(String message, String request, String trace) {
        System.out.printf(
                "{\"time\":\"%s\",\"level\":\"INFO\",\"msg\":\"%s\",\"service\":\"lab-quote-java\",\"deploy_id\":\"%s\","
                        + "\"thread\":\"%s\",\"request_id\":\"%s\",\"trace_id\":\"%s\"}%n",
                CLOCK.format(Instant.now()), message, deploy, Thread.currentThread().getName().split(" ")[0], request, trace);
    }
}
