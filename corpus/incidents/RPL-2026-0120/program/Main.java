import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * The basket service of RPL-2026-0120. It keeps a basket for each session and never takes one away; in a heap of 64 MiB
 * that ends in OutOfMemoryError. The error ends the work of one request, not the process. With "fixed" the 5,000
 * baskets used last are kept.
 */
public final class Main {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Map<String, Basket> baskets;
    private final String deploy;

    private Main(boolean fixed, String deploy) {
        this.deploy = deploy;
        baskets = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Basket> eldest) {
                return fixed && size() > 5_000;
            }
        });
    }

    public static void main(String[] args) throws Exception {
        Main service = new Main(args[1].equals("fixed"), args[2]);
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 64);
        server.setExecutor(Executors.newFixedThreadPool(4, work -> {
            Thread thread = new Thread(work, "basket-worker");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", service::handle);
        server.start();
        service.log("INFO", "started", "", "", "");
        while (System.in.read() >= 0) {
            // the end of standard input ends the process
        }
        System.exit(0);
    }

    private void handle(HttpExchange exchange) throws java.io.IOException {
        String request = exchange.getRequestHeaders().getFirst("X-Request-Id");
        String trace = exchange.getRequestHeaders().getFirst("Traceparent").split("-")[1];
        try {
            String session = exchange.getRequestURI().getQuery();
            int size = 0;
            for (int i = 0; i < 20; i++) { // a visit touches the baskets of its page, each in a session of its own
                Basket basket = baskets.computeIfAbsent(session + "-" + i, Basket::new);
                basket.lines.add(new Line(i, new byte[800]));
                size += basket.lines.size();
            }
            byte[] body = Integer.toString(size).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            int number = baskets.size();
            if (number % 10_000 < 20) {
                log("INFO", "baskets", String.format(",\"baskets\":%d", number), request, trace);
            }
        } catch (OutOfMemoryError e) {
            log("ERROR", "request died", String.format(",\"error\":\"%s\",\"baskets\":%d", e, baskets.size()), request, trace);
            throw e;
        } finally {
            exchange.close();
        }
    }

    private void log(String level, String message, String more, String request, String trace) {
        String ids = request.isEmpty() ? "" : String.format(",\"request_id\":\"%s\",\"trace_id\":\"%s\"", request, trace);
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "{\"time\":\"%s\",\"level\":\"%s\",\"msg\":\"%s\",\"service\":\"lab-basket\",\"deploy_id\":\"%s\","
                        + "\"heap_used\":%d,\"heap_max\":%d%s%s}%n",
                CLOCK.format(Instant.now()), level, message, deploy, runtime.totalMemory() - runtime.freeMemory(),
                runtime.maxMemory(), more, ids);
    }

    /** What somebody wants to buy. */
    private static final class Basket {
        private final String session;
        private final List<Line> lines = new ArrayList<>();

        private Basket(String session) {
            this.session = session;
        }

        @Override
        public String toString() {
            return session + " " + lines.size();
        }
    }

    /** One line of a basket. */
    private record Line(int article, byte[] picture) { }
}
